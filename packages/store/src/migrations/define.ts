/** One step of the schema. Released steps never change; a correction is a new step. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  readonly name: string
  readonly sqlite: string
  readonly postgres: string
  /** The columns for searching are computed from every stored event afterwards. */
  readonly fillsSearch?: true
}

export type Dialect = 'sqlite' | 'postgres'

/** A row of the table `migrations`. */
export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
}
