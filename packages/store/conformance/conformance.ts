import { afterAll, beforeAll, describe } from 'vitest'
import { openStore } from '../src/open-store'
import type { Store } from '../src/store'
import { type TestBackend, testOptions } from './backend'
import { blocksConformance } from './blocks.conformance'
import { deletionConformance } from './deletion.conformance'
import { eventsConformance } from './events.conformance'
import { isolationConformance } from './isolation.conformance'
import { mergeConformance } from './merge.conformance'
import { migrationConformance } from './migration.conformance'
import { openingConformance } from './opening.conformance'
import { parallelConformance } from './parallel.conformance'
import { populationsConformance } from './populations.conformance'
import { retentionConformance } from './retention.conformance'
import { searchConformance } from './search.conformance'
import { searchBudgetConformance } from './search-budget.conformance'
import { tenantsConformance } from './tenants.conformance'
import { textConformance } from './text.conformance'
import { upkeepConformance } from './upkeep.conformance'
import { velocityConformance } from './velocity.conformance'
import { visitsConformance } from './visits.conformance'
import { webhooksConformance } from './webhooks.conformance'

/** Everything that every backend must hold to. */
export function conformance(start: () => Promise<TestBackend>): void {
  let backend: TestBackend | undefined
  let store: Store | undefined
  const getBackend = (): TestBackend => {
    if (!backend) throw new Error('the backend has not started')
    return backend
  }
  const getStore = (): Store => {
    if (!store) throw new Error('the store is not open')
    return store
  }
  beforeAll(async () => {
    backend = await start()
    store = await openStore(await backend.newUrl(), testOptions)
  })
  afterAll(async () => store?.close())

  describe('tenants', () => tenantsConformance(getStore))
  describe('visits', () => visitsConformance(getStore))
  describe('blocking lists', () => blocksConformance(getStore))
  describe('visits at the same time', () => parallelConformance(getStore))
  describe('events', () => eventsConformance(getStore))
  describe('search', () => searchConformance(getStore))
  describe('searches that take long', () => searchBudgetConformance(getBackend))
  describe('merged visitors', () => mergeConformance(getStore))
  describe('populations', () => populationsConformance(getStore))
  describe('velocity', () => velocityConformance(getStore, getBackend))
  describe('webhooks', () => webhooksConformance(getStore))
  describe('workspaces', () => isolationConformance(getStore))
  describe('text', () => textConformance(getStore))
  describe('deletion', () => deletionConformance(getBackend))
  describe('retention', () => retentionConformance(getBackend))
  describe('upkeep', () => upkeepConformance(getStore))
  describe('opening', () => openingConformance(getBackend))
  describe('migrating', () => migrationConformance(getBackend))
}
