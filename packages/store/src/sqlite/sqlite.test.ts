import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { conformance } from '../../conformance/conformance'
import { createSqliteBackend } from '../../conformance/sqlite-backend'

const folder = mkdtempSync(join(tmpdir(), 'whorl-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

conformance(() => createSqliteBackend(folder))
