import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { isTrue, shownEngine } from './console-cues'
import { defineSmartSignal, type Evidence } from './define'
import { asNumber, readFields, readNumber, readText, wasRead } from './read-fields'

/** Names that a graphics driver gives itself in a guest, then those of drawing by processor. */
const renderers: readonly (readonly [name: RegExp, says: string, weight: number])[] = [
  [/vmware svga|svga3d/i, 'the graphics card is VMware SVGA', 0.95],
  [/virtualbox|vboxvideo/i, 'the graphics card is of VirtualBox', 0.95],
  [/parallels/i, 'the graphics card is of Parallels', 0.95],
  [/virgl|virtio/i, 'the graphics card is virgl, of QEMU', 0.95],
  [/hyper-v/i, 'the graphics card is of Hyper-V', 0.95],
  [/microsoft basic render/i, 'Windows draws without a graphics card', 0.8],
  [/swiftshader/i, 'SwiftShader draws in place of a graphics card', 0.8],
  [
    /llvmpipe|softpipe|software rasterizer/i,
    'Mesa draws by processor in place of a graphics card',
    0.8,
  ],
]

/**
 * By the name of the graphics card. Where Chromium has none at all (156 has no software fallback
 * any more) five bare facts must meet. Safari and WebKitGTK mask the name, and so does
 * resistFingerprinting: no verdict there.
 */
export const virtualMachine = defineSmartSignal({
  name: 'virtual_machine',
  docs: 'The browser runs in a virtual machine, or on one without a graphics card, as servers are.',
  detect(facts) {
    const name = rendererName(facts)
    if (name !== undefined) return byName(name)
    return shownEngine(facts) === 'blink' ? byBareness(facts) : undefined
  },
})

function rendererName(facts: Facts): string | undefined {
  const { renderer, rendererUnmasked } = readFields(facts, 'webglBasics')
  const name = `${rendererUnmasked ?? renderer ?? ''}`
  const isMasked = shownEngine(facts) === 'webkit' || name === 'Mozilla' || name === ''
  return isMasked ? undefined : name
}

function byName(name: string) {
  const found = renderers.find(([pattern]) => pattern.test(name))
  if (!found) return { value: { isVirtual: false, mlScore: 0.05 }, evidence: [] }
  const [, says, weight] = found
  return verdict({ says, weight })
}

/** Each is true of many honest machines; a server in a data centre has all five. */
function byBareness(facts: Facts) {
  const status = readText(facts, 'webglStatus')
  const isRead = ['mediaDevices', 'batteryCharging', 'webgpu'].every((name) => wasRead(facts, name))
  if (status !== 'no-context' || !isRead) return undefined
  const { audioInputs, videoInputs, audioOutputs } = readFields(facts, 'mediaDevices')
  const devices = [audioInputs, videoInputs, audioOutputs].map(asNumber)
  // The adapter is not asked for where WebGL is missing: absent then.
  const gpu = readValue(facts.payload.signals, 'webgpu')
  const isBare =
    devices.every((count) => count === 0) &&
    (gpu === undefined || gpu === 'no-adapter') &&
    isTrue(facts, 'batteryCharging') &&
    readNumber(facts, 'batteryLevel') === 100 &&
    (readNumber(facts, 'hardwareConcurrency') ?? 1_000) <= 2
  if (!isBare) return { value: { isVirtual: false, mlScore: 0.2 }, evidence: [] }
  return verdict({
    says: 'no graphics, no sound or camera, a battery that is always full and at most two processors',
    weight: 0.6,
  })
}

function verdict({ says, weight }: Evidence) {
  return { value: { isVirtual: true, mlScore: weight }, evidence: [{ says, weight }] }
}
