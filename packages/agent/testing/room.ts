/** What the tests in a browser use of the room, as one object on the page. */
import { defineSource } from '../../signals/src/define'
import { createAgent } from '../src/agent'
import { takeAgentData } from '../src/agent-data'
import { startBackground } from '../src/background'
import { collect } from '../src/collect'
import { createConsent } from '../src/consent'
import { openAgent } from '../src/consenting-agent'
import { hashUrl } from '../src/hash-url'
import { createMemory } from '../src/remember'
import { send } from '../src/send'
import { afterVisible } from '../src/visible-timer'

const room = {
  afterVisible,
  collect,
  createAgent,
  createConsent,
  createMemory,
  defineSource,
  hashUrl,
  openAgent,
  send,
  startBackground,
  takeAgentData,
}

export type Room = typeof room

Object.assign(window, { room })
