import { defineConfig } from 'vitest/config'

/** Sources, not `dist`: the custom export condition of every room points there. */
const conditions = ['@whorl/source', 'node', 'import', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions }, noExternal: [/^@whorl\//] },
  test: {
    include: ['packages/**/*.test.ts', 'tests/**/*.test.ts'],
    // SQLite's writer is a thread, and Node 20 cannot start one from TypeScript.
    globalSetup: ['packages/store/build-writer.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
