import { WhorlError } from '@whorl/wire'
import { runAllJobs } from '../../jobs/run-jobs'
import { isFromLoopback } from '../../loopback'
import { defineRoute } from '../define'

/** `POST /dev/tick`: every job at once, at the time of `x-whorl-now`. */
export const postTick = defineRoute({
  method: 'POST',
  path: '/dev/tick',
  family: 'public',
  access: { key: 'none' },
  summary: 'Run every background job now (development mode, from this machine)',
  schema: { response: { 200: { description: 'The names of the jobs.' } } },
  errors: ['feature_not_enabled'],
  async handle({ house, request, now }) {
    const isOurs = house.config.mode === 'development' && isFromLoopback(request)
    if (!isOurs) throw new WhorlError('feature_not_enabled')
    return { jobs: await runAllJobs(house, now) }
  },
})
