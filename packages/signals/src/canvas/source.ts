import { readEngine } from '../browser/engine'
import { hash } from '../browser/hash'
import { nextTask } from '../browser/next-task'
import { defineSource } from '../define'

/** The page may not read its canvas, or the picture came back empty. */
export const unsupported = 'unsupported'

/** Firefox 153 adds noise to every drawing of a session: the hashes would say nothing. */
export const noisy = 'noisy'

/** Two hashes of small drawings. */
export const canvas = defineSource(
  'canvas',
  async () => {
    const element = document.createElement('canvas')
    // Drawn by the processor: a graphics card answers the first read after up to 45 ms in one piece
    // (Chromium 156), and differs with its driver.
    const context = element.getContext('2d', { willReadFrequently: true })
    if (!context || typeof element.toDataURL !== 'function') return undefined
    const winding = hasWinding(context)
    if (readEngine() === 'gecko') return { winding, geometry: noisy, text: noisy }
    drawText(element, context)
    // Fonts are opened on the way: up to 20 ms the first time.
    await nextTask()
    const text = readPicture(element)
    await nextTask()
    drawGeometry(element, context)
    return { winding, geometry: readPicture(element), text }
  },
  { timeoutMs: 1_200 },
)

function hasWinding(context: CanvasRenderingContext2D): boolean {
  context.rect(0, 0, 10, 10)
  context.rect(2, 2, 6, 6)
  return !context.isPointInPath(5, 5, 'evenodd')
}

// Characters by number: minifiers write escapes out, and the script may come without a charset.
function drawText(element: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  element.width = 220
  element.height = 40
  context.textBaseline = 'alphabetic'
  context.fillStyle = '#e8a13c'
  context.fillRect(90, 4, 50, 24)
  context.fillStyle = '#1f6b8f'
  context.font = '13pt serif'
  context.fillText(`Whorl: fjord bank glyphs vext ${String.fromCodePoint(0x1f63a)}`, 4, 20)
  context.fillStyle = 'rgba(80, 180, 40, 0.6)'
  context.font = '15pt sans-serif'
  context.fillText(`quiz, 4711 ${String.fromCodePoint(0xdf, 0x3a9)}`, 6, 34)
}

function drawGeometry(element: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  // Setting the size clears the picture.
  element.width = 100
  element.height = 80
  context.globalCompositeOperation = 'multiply'
  const circles = [
    ['#f3d', 32, 28],
    ['#3df', 62, 28],
    ['#df3', 47, 52],
  ] as const
  for (const [color, x, y] of circles) {
    context.fillStyle = color
    context.beginPath()
    context.arc(x, y, 27, 0, Math.PI * 2)
    context.fill()
  }
  context.fillStyle = '#84f'
  context.beginPath()
  context.moveTo(8, 70)
  context.bezierCurveTo(30, 6, 60, 90, 95, 12)
  context.arc(50, 40, 18, 0, 4.1)
  context.fill('evenodd')
}

function readPicture(element: HTMLCanvasElement): string {
  const url = element.toDataURL()
  return url.length > 100 ? hash(url) : unsupported
}
