/**
 * SQLite through the API of `node:sqlite`: built into Node from version 22 on, before that from a
 * package with the same API.
 */
export async function openDatabase(path) {
  const isBuiltIn = Number(process.versions.node.split('.')[0]) >= 22
  const { DatabaseSync } = await import(isBuiltIn ? 'node:sqlite' : '@photostructure/sqlite')
  return new DatabaseSync(path)
}
