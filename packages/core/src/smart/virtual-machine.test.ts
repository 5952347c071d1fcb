import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { chrome, firefox, noGpu, rfp, webkit } from './sample-browsers'
import { virtualMachine } from './virtual-machine'

const detect = (signals: Readings) => virtualMachine.detect(sampleFacts({ signals }))
const card = (rendererUnmasked: string) => ({
  ...chrome,
  webglBasics: { value: { rendererUnmasked } },
})

test.each<[string, Readings, boolean | undefined]>([
  ['VMware', card('ANGLE (VMware, Inc., VMware SVGA 3D, OpenGL 4.3)'), true],
  ['VirtualBox', card('VirtualBox Graphics Adapter'), true],
  ['Parallels', card('Parallels Display Adapter (WDDM)'), true],
  ['QEMU', card('ANGLE (Mesa, virgl (AMD Radeon), OpenGL 4.3)'), true],
  [
    'Windows without a card',
    card('ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)'),
    true,
  ],
  ['SwiftShader', card('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))'), true],
  [
    'llvmpipe in Firefox',
    { ...firefox, webglBasics: { value: { rendererUnmasked: 'llvmpipe, or similar' } } },
    true,
  ],
  ['bare in every way', { ...chrome, ...noGpu }, true],
  ['bare, with four processors', { ...chrome, ...noGpu, hardwareConcurrency: { value: 4 } }, false],
  [
    'bare, with a speaker',
    {
      ...chrome,
      ...noGpu,
      mediaDevices: { value: { audioInputs: 0, videoInputs: 0, audioOutputs: 1 } },
    },
    false,
  ],
  ['bare, on battery', { ...chrome, ...noGpu, batteryCharging: { value: false } }, false],
  [
    'bare, the devices still to come',
    { ...chrome, ...noGpu, mediaDevices: { error: { name: 'timeout' } } },
    undefined,
  ],
  ['Intel', chrome, false],
  ['Nvidia', card('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0)'), false],
  ['AMD on Mesa', card('ANGLE (AMD, AMD Radeon RX 580 (radeonsi, polaris10), OpenGL 4.6)'), false],
  ['Apple', card('ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)'), false],
  ['Firefox', firefox, false],
  ['WebKit, which masks it', webkit, undefined],
  ['resistFingerprinting, which masks it', rfp, undefined],
])('%s', (_, signals, isVirtual) => {
  const verdict = detect(signals)
  expect(verdict?.value.isVirtual).toBe(isVirtual)
  expect(verdict?.evidence.length ?? 0).toBe(isVirtual ? 1 : 0)
})
