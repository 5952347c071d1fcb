import { StoreOpenError } from './store-open-error'

/**
 * Which backend an address means.
 *
 * @throws StoreOpenError for an address of another kind
 */
export function readAddress(url: string): { readonly path: string } | { readonly url: string } {
  if (/^postgres(ql)?:\/\//.test(url)) return { url }
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : ''
  if (path !== '') return { path }
  throw new StoreOpenError(
    'The database address must be `sqlite:<path>` or `postgres://user:password@host/database`.',
  )
}
