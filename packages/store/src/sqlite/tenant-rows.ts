import { storableText, storableTextOrNull } from '../storable-text'
import type { ApiKey, Environment, Tenants, Workspace } from '../store'
import { type ApiKeyRow, type EnvironmentRow, toTenants, type WorkspaceRow } from '../tenant-row'
import { type Database, prepare } from './driver'

/** Writes workspaces, environments and keys; every change moves the version. */
export class TenantWriter {
  readonly #workspace
  readonly #environment
  readonly #key
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
      `INSERT INTO api_keys (ws, id, env, type, hash, token, last_four, status, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (ws, id) DO UPDATE SET env = excluded.env, type = excluded.type,
         hash = excluded.hash, token = excluded.token, last_four = excluded.last_four,
         status = excluded.status, created_at = excluded.created_at`,
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
    )
    this.#move.run()
  }
}

/** Reads them all. */
export class TenantReader {
  readonly #version
  readonly #workspaces
  readonly #environments
  readonly #keys

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
      `SELECT ws, id, env, type, hash, token, last_four, status, created_at FROM api_keys
       ORDER BY created_at, id`,
    )
  }

  version(): number {
    return this.#version.get()?.value ?? 0
  }

  readAll(): Tenants {
    return toTenants(this.#workspaces.all(), this.#environments.all(), this.#keys.all())
  }
}
