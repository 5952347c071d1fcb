#!/usr/bin/env node
// In front of what the build makes: npm links only programs that exist when it installs.
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli.js', import.meta.url)
if (existsSync(program)) await import(program.href)
else {
  console.error('Whorl is not built yet: run `npm start` or `npm run build` once.')
  process.exitCode = 1
}
