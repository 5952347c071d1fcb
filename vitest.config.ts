import { defineConfig } from 'vitest/config'
import { mendDriver } from './packages/store/mend-driver.mjs'

/** Sources, not `dist`: the custom export condition of every room points there. */
const conditions = ['@whorl/source', 'node', 'import', 'default']

/** Tests that read what real browsers gave: their global setup visits the browsers once. */
const readings = ['packages/signals/src/*/source.test.ts', 'packages/signals/src/sources.test.ts']

export default defineConfig({
  resolve: { conditions },
  plugins: [mendDriver()],
  ssr: {
    resolve: { conditions, externalConditions: conditions },
    noExternal: [/^@whorl\//, 'postgres'],
  },
  test: {
    // A test that starts browsers or databases waits for a busy machine.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['packages/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...readings],
          // SQLite has threads and the converter of network data a process: Node 20 can
          // start neither from TypeScript.
          globalSetup: ['packages/store/build-threads.ts', 'packages/enrich/build-converter.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'readings',
          include: readings,
          globalSetup: ['packages/signals/test-setup/visit-browsers.ts'],
          isolate: false,
        },
      },
    ],
  },
})
