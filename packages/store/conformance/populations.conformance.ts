import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { uniqueLetters } from './sample'

/** Reads, adds a letter, writes; again whenever another was faster. */
async function addLetter({ populations }: Store, workspaceId: string, letter: string) {
  for (;;) {
    const { revision, content } = (await populations.find(workspaceId)) ?? aNothing
    const outcome = await populations.write({ workspaceId, revision, content: content + letter })
    if (outcome === 'written') return
  }
}

const aNothing = { revision: 0, content: '' }

export function populationsConformance(getStore: () => Store): void {
  const newWorkspace = (): string => `ws_${uniqueLetters(8)}`

  test('there is none at first, and what is written is found', async () => {
    const { populations } = getStore()
    const workspaceId = newWorkspace()
    expect(await populations.find(workspaceId)).toBeUndefined()
    expect(await populations.write({ workspaceId, revision: 0, content: 'a' })).toBe('written')
    expect(await populations.find(workspaceId)).toEqual({ revision: 1, content: 'a' })
    expect(await populations.write({ workspaceId, revision: 1, content: '' })).toBe('written')
    expect(await populations.find(workspaceId)).toEqual({ revision: 2, content: '' })
  })

  test('a write upon another revision changes nothing', async () => {
    const { populations } = getStore()
    const workspaceId = newWorkspace()
    expect(await populations.write({ workspaceId, revision: 1, content: 'x' })).toBe('moved')
    expect(await populations.find(workspaceId)).toBeUndefined()
    await populations.write({ workspaceId, revision: 0, content: 'a' })
    await populations.write({ workspaceId, revision: 1, content: 'b' })
    for (const revision of [0, 1, 3]) {
      expect(await populations.write({ workspaceId, revision, content: 'x' })).toBe('moved')
    }
    expect(await populations.find(workspaceId)).toEqual({ revision: 2, content: 'b' })
  })

  test.each([0, 1])('of ten writes upon revision %i exactly one wins', async (revision) => {
    const { populations } = getStore()
    const workspaceId = newWorkspace()
    if (revision > 0) await populations.write({ workspaceId, revision: 0, content: 'first' })
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        populations.write({ workspaceId, revision, content: String(at) }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1)
    const content = String(outcomes.indexOf('written'))
    expect(await populations.find(workspaceId)).toEqual({ revision: revision + 1, content })
  })

  test('those who read, merge and write again lose nothing', async () => {
    const store = getStore()
    const workspaceId = newWorkspace()
    const letters = 'abcdefgh'.split('')
    await Promise.all(letters.map((letter) => addLetter(store, workspaceId, letter)))
    const { revision, content } = (await store.populations.find(workspaceId)) ?? aNothing
    expect(revision).toBe(8)
    expect(content.split('').sort()).toEqual(letters)
  })

  test('workspaces are apart', async () => {
    const { populations } = getStore()
    const [mine, theirs] = [newWorkspace(), newWorkspace()]
    await populations.write({ workspaceId: theirs, revision: 0, content: 'theirs' })
    expect(await populations.find(mine)).toBeUndefined()
    await populations.write({ workspaceId: mine, revision: 0, content: 'mine' })
    await populations.write({ workspaceId: mine, revision: 1, content: 'mine again' })
    expect(await populations.find(theirs)).toEqual({ revision: 1, content: 'theirs' })
  })

  test('three megabytes come back as they were', async () => {
    const { populations } = getStore()
    const workspaceId = newWorkspace()
    for (const [revision, letter] of ['+', '/'].entries()) {
      const content = JSON.stringify({ counts: letter.repeat(3_000_000 + revision) })
      expect(await populations.write({ workspaceId, revision, content })).toBe('written')
      expect((await populations.find(workspaceId))?.content === content).toBe(true)
    }
  })
}
