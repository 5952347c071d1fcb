/** What the tests in a browser use of the room, as one object on the page. */
import { defineSource } from '../../signals/src/define'
import { createAgent } from '../src/agent'
import { takeAgentData } from '../src/agent-data'
import { collect } from '../src/collect'
import { createConsent } from '../src/consent'
import { openAgent } from '../src/consenting-agent'
import { hashUrl } from '../src/hash-url'
import { createMemory } from '../src/remember'
import { send } from '../src/send'

const room = {
  collect,
  createAgent,
  createConsent,
  createMemory,
  defineSource,
  hashUrl,
  openAgent,
  send,
  takeAgentData,
}

export type Room = typeof room

Object.assign(window, { room })
