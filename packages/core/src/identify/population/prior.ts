import { decodePopulation } from './codec'
import { priorText } from './prior-table'

/** What is assumed before a workspace has learned it: made by `npm run prior`. */
export const prior = decodePopulation(priorText)
