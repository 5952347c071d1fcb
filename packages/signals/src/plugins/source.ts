import { defineSource } from '../define'

const pluginsMax = 40
const typesMax = 20

/** Empty where the PDF viewer is off. */
export const plugins = defineSource('plugins', () => {
  if (!navigator.plugins) return undefined
  return Array.from(navigator.plugins, ({ name, description, length }, i) => ({
    name,
    description,
    mimeTypes: Array.from(
      { length: Math.min(length, typesMax) },
      (_, at) => navigator.plugins[i]?.[at],
    ).flatMap((type) => (type ? [{ type: type.type, suffixes: type.suffixes }] : [])),
  })).slice(0, pluginsMax)
})
