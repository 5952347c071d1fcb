#!/usr/bin/env node
import { fail } from '../run'
import { runCommand } from './run-command'

await runCommand(process.argv.slice(2)).catch(fail)
