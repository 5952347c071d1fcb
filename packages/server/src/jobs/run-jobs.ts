import type { House } from '../house'
import { type Job, jobs } from './jobs'

/**
 * Runs every job by its interval, never twice at a time.
 *
 * @returns stops them, and waits for those that are running
 */
export function startJobs(house: House): () => Promise<void> {
  const running = new Set<Promise<void>>()
  const timers = jobs.map((job) => {
    let isRunning = false
    return setInterval(() => {
      if (isRunning) return
      isRunning = true
      const run = runJob(house, job).finally(() => {
        isRunning = false
        running.delete(run)
      })
      running.add(run)
    }, job.everyMs)
  })
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running)
  }
}

/** A job that fails is logged and comes again. */
async function runJob(house: House, job: Job): Promise<void> {
  try {
    await job.run(house, house.clock.real())
  } catch (cause) {
    house.log.error({ job: job.name, err: cause }, 'a job failed')
  }
}

/** Runs every job once, now; the first failure is the caller's. */
export async function runAllJobs(house: House, now: number): Promise<string[]> {
  for (const job of jobs) await job.run(house, now)
  return jobs.map(({ name }) => name)
}
