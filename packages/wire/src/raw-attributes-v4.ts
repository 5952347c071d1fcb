import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const text = () => Type.Optional(Type.String())
const flag = () => Type.Optional(Type.Boolean())
const number = () => Type.Optional(Type.Number())

/**
 * `raw_device_attributes` of Server API v4 (OpenAPI 3.7.0): a closed list. What Whorl collects
 * beyond it stands under `whorl.signals` when asked for.
 */
export const RawAttributesV4 = Type.Object(
  {
    font_preferences: Type.Optional(
      Type.Object(
        {
          default: number(),
          serif: number(),
          sans: number(),
          mono: number(),
          apple: number(),
          min: number(),
          system: number(),
        },
        closed,
      ),
    ),
    emoji: Type.Optional(
      Type.Object(
        {
          font: text(),
          width: number(),
          height: number(),
          top: number(),
          bottom: number(),
          left: number(),
          right: number(),
          x: number(),
          y: number(),
        },
        closed,
      ),
    ),
    fonts: Type.Optional(Type.Array(Type.String())),
    device_memory: Type.Optional(Type.Integer({ minimum: 0 })),
    timezone: text(),
    canvas: Type.Optional(Type.Object({ winding: flag(), geometry: text(), text: text() }, closed)),
    languages: Type.Optional(Type.Array(Type.Array(Type.String()))),
    webgl_extensions: Type.Optional(
      Type.Object(
        {
          context_attributes: text(),
          parameters: text(),
          shader_precisions: text(),
          extensions: text(),
          extension_parameters: text(),
          unsupported_extensions: Type.Optional(Type.Array(Type.String())),
        },
        closed,
      ),
    ),
    webgl_basics: Type.Optional(
      Type.Object(
        {
          version: text(),
          vendor: text(),
          vendor_unmasked: text(),
          renderer: text(),
          renderer_unmasked: text(),
          shading_language_version: text(),
        },
        closed,
      ),
    ),
    screen_resolution: Type.Optional(
      Type.Array(Type.Integer(), { minItems: 2, maxItems: 2, description: 'Width and height.' }),
    ),
    touch_support: Type.Optional(
      Type.Object(
        {
          touch_event: flag(),
          touch_start: flag(),
          max_touch_points: Type.Optional(Type.Integer()),
        },
        closed,
      ),
    ),
    oscpu: text(),
    architecture: Type.Optional(Type.Integer()),
    cookies_enabled: flag(),
    hardware_concurrency: Type.Optional(Type.Integer()),
    date_time_locale: text(),
    vendor: text(),
    color_depth: Type.Optional(Type.Integer()),
    platform: text(),
    session_storage: flag(),
    local_storage: flag(),
    audio: number(),
    plugins: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String(),
            description: text(),
            mimeTypes: Type.Optional(
              Type.Array(
                Type.Object({ type: text(), suffixes: text(), description: text() }, closed),
              ),
            ),
          },
          closed,
        ),
      ),
    ),
    indexed_db: flag(),
    math: text(),
    device_model: text(),
    device_manufacturer: text(),
    font_hash: text(),
    timezone_offset: text(),
    battery_level: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    battery_charging: flag(),
    battery_low_power_mode: flag(),
    keyboard_layout_hash: text(),
    keyboard_layout_name: text(),
  },
  { ...closed, description: 'What the browser said about itself, attribute by attribute.' },
)
export type RawAttributesV4 = Static<typeof RawAttributesV4>
