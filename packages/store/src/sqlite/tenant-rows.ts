import { storableText, storableTextOrNull } from '../storable-text'
import type { ApiKey, Environment, Tenants, Workspace } from '../store'
import {
  type ApiKeyRow,
  type EnvironmentRow,
  type LastUseRow,
  toLastUses,
  toSettingsText,
  toTenants,
  touchEveryMs,
  type WorkspaceRow,
} from '../tenant-row'
import { type Database, prepare } from './driver'

/** Writes workspaces, environments and keys; every change moves the version. */
export class TenantWriter {
  readonly #workspace
  readonly #environment
  readonly #key
  readonly #removeKey
  readonly #removeEnvironment
  readonly #removeKeys
  readonly #touch
  readonly #move

  constructor(db: Database) {
    this.#workspace = prepare(
      db,
      `INSERT INTO workspaces (id, name, created_at, settings) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at,
         settings = excluded.settings`,
    )
    this.#environment = prepare(
      db,
      `INSERT INTO environments (ws, id, name, created_at, settings) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (ws, id) DO UPDATE SET name = excluded.name,
         created_at = excluded.created_at, settings = excluded.settings`,
    )
    this.#key = prepare(
      db,
      `INSERT INTO api_keys (ws, id, env, type, hash, token, last_four, status, created_at,
         settings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (ws, id) DO UPDATE SET env = excluded.env, type = excluded.type,
         hash = excluded.hash, token = excluded.token, last_four = excluded.last_four,
         status = excluded.status, created_at = excluded.created_at,
         settings = excluded.settings`,
    )
    this.#removeKey = prepare(db, 'DELETE FROM api_keys WHERE ws = ? AND id = ?')
    this.#removeEnvironment = prepare(db, 'DELETE FROM environments WHERE ws = ? AND id = ?')
    this.#removeKeys = prepare(db, 'DELETE FROM api_keys WHERE ws = ? AND env = ?')
    this.#touch = prepare(
      db,
      `UPDATE api_keys SET last_used_at = ?
       WHERE ws = ? AND id = ? AND (last_used_at IS NULL OR last_used_at <= ?)`,
    )
    this.#move = prepare(db, `UPDATE meta SET value = value + 1 WHERE key = 'tenants_version'`)
  }

  putWorkspace({ id, name, createdAt, settings }: Workspace): void {
    this.#workspace.run(id, storableText(name), createdAt, JSON.stringify(settings))
    this.#move.run()
  }

  putEnvironment({ workspaceId, id, name, createdAt, settings }: Environment): void {
    const text = JSON.stringify(settings)
    this.#environment.run(workspaceId, id, storableText(name), createdAt, text)
    this.#move.run()
  }

  putKey(key: ApiKey): void {
    this.#key.run(
      key.workspaceId,
      key.id,
      storableTextOrNull(key.environmentId),
      key.type,
      key.hash,
      storableTextOrNull(key.token),
      key.lastFour,
      key.status,
      key.createdAt,
      toSettingsText(key),
    )
    this.#move.run()
  }

  removeKey(workspaceId: string, keyId: string): boolean {
    const { changes } = this.#removeKey.run(workspaceId, keyId)
    this.#move.run()
    return Number(changes) > 0
  }

  removeEnvironment(workspaceId: string, environmentId: string): boolean {
    const { changes } = this.#removeEnvironment.run(workspaceId, environmentId)
    this.#removeKeys.run(workspaceId, environmentId)
    this.#move.run()
    return Number(changes) > 0
  }

  touchKey(workspaceId: string, keyId: string, at: number): void {
    this.#touch.run(at, workspaceId, keyId, at - touchEveryMs)
  }
}

/** Reads them all. */
export class TenantReader {
  readonly #version
  readonly #workspaces
  readonly #environments
  readonly #keys
  readonly #lastUses

  constructor(db: Database) {
    this.#version = prepare<{ value: number }>(
      db,
      `SELECT value FROM meta WHERE key = 'tenants_version'`,
    )
    this.#workspaces = prepare<WorkspaceRow>(
      db,
      'SELECT id, name, created_at, settings FROM workspaces ORDER BY created_at, id',
    )
    this.#environments = prepare<EnvironmentRow>(
      db,
      'SELECT ws, id, name, created_at, settings FROM environments ORDER BY created_at, id',
    )
    this.#keys = prepare<ApiKeyRow>(
      db,
      `SELECT ws, id, env, type, hash, token, last_four, status, created_at, settings
       FROM api_keys ORDER BY created_at, id`,
    )
    this.#lastUses = prepare<LastUseRow>(
      db,
      'SELECT id, last_used_at FROM api_keys WHERE ws = ? AND last_used_at IS NOT NULL',
    )
  }

  version(): number {
    return this.#version.get()?.value ?? 0
  }

  lastUses(workspaceId: string): ReadonlyMap<string, number> {
    return toLastUses(this.#lastUses.all(workspaceId))
  }

  readAll(): Tenants {
    return toTenants(this.#workspaces.all(), this.#environments.all(), this.#keys.all())
  }
}
