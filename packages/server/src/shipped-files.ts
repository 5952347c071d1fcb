import { readFileSync } from 'node:fs'

/**
 * Files that other rooms built, read once. This file lies one folder below the package in sources
 * and in `dist`, so the same relative addresses hold in both.
 */
const agentFolder = new URL('../../agent/dist/', import.meta.url)
const demoFolder = new URL('../dist/demo/', import.meta.url)

export type AgentFile = 'fp-v4.js' | 'fp-v3-loader.js' | 'fp-v3.esm.js' | 'fp-v3.iife.js'
export type DemoFile = 'index.html' | 'demo.js' | 'demo.css'

/** @returns `undefined` when it was not built */
export function readAgentFile(name: AgentFile): Buffer | undefined {
  return read(new URL(name, agentFolder))
}

/** @returns `undefined` when it was not built */
export function readDemoFile(name: DemoFile): Buffer | undefined {
  return read(new URL(name, demoFolder))
}

function read(file: URL): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
