import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fontsFolder = '/usr/share/fonts'

/** Where the fonts are that most machines here have. */
export const dejavuFolder = join(fontsFolder, 'truetype/dejavu')

/** The fonts that one machine has: folders of Debian's packages, and what the desktop prefers. */
interface FontSet {
  readonly folders: readonly string[]
  readonly sansSerif: string
  readonly monospace: string
}

export const fontSets = {
  debian: set(['truetype/dejavu', 'truetype/liberation'], 'DejaVu Sans', 'DejaVu Sans Mono'),
  dejavu: set(['truetype/dejavu'], 'DejaVu Sans', 'DejaVu Sans Mono'),
  liberation: set(['truetype/liberation'], 'Liberation Sans', 'Liberation Mono'),
  gnome: set(
    ['opentype/cantarell', 'truetype/dejavu', 'truetype/liberation'],
    'Cantarell',
    'DejaVu Sans Mono',
  ),
  office: set(['truetype/crosextra', 'truetype/liberation'], 'Carlito', 'Liberation Mono'),
  roboto: set(['truetype/roboto', 'truetype/droid', 'truetype/hack'], 'Roboto', 'Hack'),
  code: set(['truetype/firacode', 'truetype/hack', 'truetype/dejavu'], 'DejaVu Sans', 'Fira Code'),
  free: set(['truetype/freefont'], 'FreeSans', 'FreeMono'),
  noto: set(['truetype/noto', 'truetype/hack'], 'Noto Sans', 'Hack'),
  lato: set(['truetype/lato', 'truetype/liberation'], 'Lato', 'Liberation Mono'),
  openSans: set(['truetype/open-sans', 'truetype/dejavu'], 'Open Sans', 'DejaVu Sans Mono'),
  japanese: set(['opentype/ipafont-gothic', 'truetype/dejavu'], 'IPAPGothic', 'IPAGothic'),
  korean: set(['truetype/nanum', 'truetype/liberation'], 'NanumGothic', 'Liberation Mono'),
} as const

export type FontSetName = keyof typeof fontSets

function set(folders: readonly string[], sansSerif: string, monospace: string): FontSet {
  return { folders: folders.map((folder) => join(fontsFolder, folder)), sansSerif, monospace }
}

/** Folders of the set that this machine does not have. */
export function missingFontFolders(name: FontSetName): string[] {
  return fontSets[name].folders.filter((folder) => !existsSync(folder))
}

/** Writes a fontconfig file that shows these fonts and no others; gives its path. */
export function writeFontConfig(name: FontSetName, folder: string): string {
  const { folders, sansSerif, monospace } = fontSets[name]
  const path = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...folders.map((dir) => `<dir>${dir}</dir>`),
    prefer('sans-serif', sansSerif),
    prefer('system-ui', sansSerif),
    prefer('monospace', monospace),
    // The distribution's rules for hinting and for fonts that replace others.
    '<include ignore_missing="yes">/etc/fonts/conf.d</include>',
    '<cachedir>/var/cache/fontconfig</cachedir>',
    `<cachedir>${folder}/cache</cachedir>`,
    '</fontconfig>',
  ]
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const prefer = (generic: string, family: string) =>
  `<alias><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`
