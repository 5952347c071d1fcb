import { readEngine } from '../browser/engine'
import { defineSource } from '../define'

const types = [
  'audio/aac',
  'audio/flac',
  'audio/mpeg',
  'audio/ogg; codecs="opus"',
  'audio/ogg; codecs="vorbis"',
  'audio/wav; codecs="1"',
  'audio/mp4; codecs="ac-3"',
  'audio/mp4; codecs="ec-3"',
  'video/mp4; codecs="avc1.42E01E"',
  'video/mp4; codecs="hvc1.1.6.L93.B0"',
  'video/mp4; codecs="av01.0.08M.08"',
  'video/mp4; codecs="dvh1.05.06"',
  'video/ogg; codecs="theora"',
  'video/webm; codecs="vp8"',
  'video/webm; codecs="vp09.02.10.10"',
  'video/x-matroska',
  'application/vnd.apple.mpegurl',
]

/**
 * One letter for each type in order: `p` probably, `m` maybe, `-` no. Not asked in Firefox, which
 * changes its answers while its decoders start (checked in 153).
 */
export const codecs = defineSource('codecs', () => {
  if (readEngine() === 'gecko') return undefined
  const media = document.createElement('video')
  if (typeof media.canPlayType !== 'function') return undefined
  return types.map((type) => media.canPlayType(type).charAt(0) || '-').join('')
})
