import { parseArgs } from 'node:util'
import { run } from '../run'
import { StartError } from '../start-error'
import { backup } from './backup'
import { makeCertificate } from './cert'
import { createKey } from './create-key'
import { doctor } from './doctor'
import { keyActions, manageKeys } from './manage-keys'
import { netdata } from './netdata'

const usage = `whorl serve                                   run the server
whorl doctor                                  print the settings and try the database
whorl keys create --type secret|public|proxy|management [--environment <id or name>]
                  [--workspace <id or name>]  make a key and print it once
whorl keys list                               print every key, without its secret
whorl keys disable|enable|revoke <id>         stop, let again or remove a key
whorl backup <path>                           copy the embedded database
whorl cert                                    make a certificate for localhost, for development
whorl netdata update [--source NAME]... [--mirror <folder or URL>] [--dry-run] [--force]
                                              fetch lists about addresses
whorl netdata status                          print what is in use of them, and its age

Settings are environment variables; \`whorl doctor\` lists them.`

/**
 * Runs one command of the `whorl` program.
 *
 * @throws StartError when the command is not understood or cannot be done
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args
  if (command === 'serve') return run()
  if (command === 'doctor') return doctor(process.env)
  if (command === 'backup') return backup(process.env, rest)
  if (command === 'netdata') {
    // A job that runs this should notice a source that fails for weeks.
    if (!(await netdata(process.env, rest))) process.exitCode = 1
    return
  }
  if (command === 'cert') {
    console.log(makeCertificate(process.env))
    return
  }
  if (command === 'keys' && rest[0] === 'create')
    return createKey(process.env, readKeyOptions(rest))
  const action = keyActions.find((known) => command === 'keys' && known === rest[0])
  if (action) return manageKeys(process.env, action, rest.slice(1))
  if (command === undefined || command === 'help' || command === '--help') {
    console.log(usage)
    return
  }
  throw new StartError(`"${args.join(' ')}" is no command.\n\n${usage}`)
}

function readKeyOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.slice(1),
      options: {
        type: { type: 'string' },
        environment: { type: 'string' },
        workspace: { type: 'string' },
      },
    }).values
  } catch (cause) {
    throw new StartError(cause instanceof Error ? `${cause.message}.` : String(cause), cause)
  }
}
