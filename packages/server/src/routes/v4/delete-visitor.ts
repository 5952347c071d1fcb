import { Type } from 'typebox'
import { defineRoute, reply } from '../define'
import { deleteVisitorOf } from '../delete-visitor'

/** `DELETE /v4/visitors/{visitor_id}` */
export const deleteVisitor = defineRoute({
  method: 'DELETE',
  path: '/v4/visitors/:visitor_id',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Delete a visitor and its events',
  schema: {
    params: Type.Object({ visitor_id: Type.String() }),
    response: { 200: { description: 'Deleted. The body is empty.' } },
  },
  errors: [
    'workspace_key_required',
    'visitor_id_required',
    'invalid_visitor_id',
    'visitor_not_found',
    'service_unavailable',
  ],
  async handle({ house, owner, params }) {
    await deleteVisitorOf(house, owner, params.visitor_id)
    return reply({ status: 200 })
  },
})

/** The same address without an id: an error that says what is missing. */
export const deleteNoVisitor = defineRoute({
  method: 'DELETE',
  path: '/v4/visitors',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Answer that the id of the visitor is missing',
  schema: { response: {} },
  errors: ['workspace_key_required', 'visitor_id_required'],
  async handle({ house, owner }) {
    await deleteVisitorOf(house, owner, '')
    return reply({ status: 200 })
  },
})
