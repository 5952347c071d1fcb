import { EdgeRequestV4, EdgeResponseV4 } from '@whorl/wire'
import { toEdgeV4 } from '../../answer/edge-v4'
import { recordEdge } from '../../pipeline/record-edge'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'

/** `POST /v4/edge` */
export const postEdge = defineRoute({
  method: 'POST',
  path: '/v4/edge',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Tell bots, VPNs and proxies by a request that your server got',
  schema: {
    body: EdgeRequestV4,
    response: { 200: { description: 'The event that was made of it.', schema: EdgeResponseV4 } },
  },
  errors: [
    'unknown_body_field',
    'ip_address_required',
    'request_cannot_be_parsed',
    'request_read_timeout',
    'payload_too_large',
    'service_unavailable',
  ],
  async handle({ house, owner, body, now }) {
    const event = await recordEdge(house, { owner, body, now })
    const { smartSignals } = workspaceSettings(owner.workspace)
    return toEdgeV4(event, { smartSignals })
  },
})
