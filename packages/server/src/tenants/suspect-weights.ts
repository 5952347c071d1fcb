import { defaultSuspectWeights, type SuspectWeights } from '@whorl/core'
import type { Workspace } from '@whorl/store'
import { workspaceSettings } from './settings'

/** The weights that hold for a workspace. */
export function suspectWeightsOf(workspace: Workspace): SuspectWeights {
  const own = workspaceSettings(workspace).suspectWeights
  if (!own) return defaultSuspectWeights
  return { version: own.version, weights: { ...defaultSuspectWeights.weights, ...own.weights } }
}
