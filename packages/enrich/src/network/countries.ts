import { countryRows } from './country-data'

export interface Country {
  readonly name: string
  readonly continentCode: string
  readonly continentName: string
  /** IANA name, when the whole country has one zone. */
  readonly timezone?: string
}

const continentNames: Readonly<Record<string, string>> = {
  AF: 'Africa',
  AN: 'Antarctica',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'North America',
  OC: 'Oceania',
  SA: 'South America',
}

const countries: ReadonlyMap<string, Country> = new Map(
  countryRows.map(([code, name, continentCode, timezone]) => [
    code,
    {
      name,
      continentCode,
      continentName: continentNames[continentCode] ?? continentCode,
      ...(timezone !== undefined && { timezone }),
    },
  ]),
)

/** A country by its ISO 3166-1 alpha-2 code in capitals; placeholders such as `ZZ` are none. */
export function findCountry(code: string): Country | undefined {
  return countries.get(code)
}
