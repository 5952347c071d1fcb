import { StartError } from './start-error'

/** Why a server cannot listen, in one sentence for the operator. */
export function toListenError(cause: unknown, host: string, port: number): StartError {
  return new StartError(explain(cause, host, port), cause)
}

function explain(cause: unknown, host: string, port: number): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken; set WHORL_PORT to another one.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `WHORL_HOST ${host} is no address of this machine.`
  if (code === 'EACCES') return `Port ${port} needs privileges; set WHORL_PORT above 1023.`
  return `Whorl cannot listen on ${host} port ${port}.`
}
