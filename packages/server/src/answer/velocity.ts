import type { EventRecord, VelocityCounts } from '@whorl/core'
import type { EventResponseV3, EventV4 } from '@whorl/wire'

type CountsV4 = NonNullable<NonNullable<EventV4['velocity']>['events']>
type Products = EventResponseV3['products']
type CountsV3 = NonNullable<Products['velocity']>['data']['events']

/** Velocity and high activity in Server API v4: what an event has no data for is left out. */
export function toVelocityV4({ velocity, highActivity }: EventRecord): Partial<EventV4> {
  return {
    ...(velocity && {
      velocity: {
        distinct_ip: toCountsV4(velocity.distinctIp),
        ...(velocity.distinctLinkedId && {
          distinct_linked_id: toCountsV4(velocity.distinctLinkedId),
        }),
        ...(velocity.distinctCountry && {
          distinct_country: toCountsV4(velocity.distinctCountry),
        }),
        events: toCountsV4(velocity.events),
        ip_events: toCountsV4(velocity.ipEvents),
        ...(velocity.distinctIpByLinkedId && {
          distinct_ip_by_linked_id: toCountsV4(velocity.distinctIpByLinkedId),
        }),
        ...(velocity.distinctVisitorIdByLinkedId && {
          distinct_visitor_id_by_linked_id: toCountsV4(velocity.distinctVisitorIdByLinkedId),
        }),
      },
    }),
    ...(highActivity && { high_activity_device: highActivity.isHigh }),
  }
}

/** The same in v3: what an event has no data for is an empty object. */
export function toVelocityV3({ velocity, highActivity }: EventRecord): Partial<Products> {
  const daily = highActivity?.dailyRequests
  return {
    ...(velocity && {
      velocity: {
        data: {
          distinctIp: toCountsV3(velocity.distinctIp),
          distinctLinkedId: toCountsV3(velocity.distinctLinkedId),
          distinctCountry: toCountsV3(velocity.distinctCountry),
          events: toCountsV3(velocity.events),
          ipEvents: toCountsV3(velocity.ipEvents),
          distinctIpByLinkedId: toCountsV3(velocity.distinctIpByLinkedId),
          distinctVisitorIdByLinkedId: toCountsV3(velocity.distinctVisitorIdByLinkedId),
        },
      },
    }),
    ...(highActivity && {
      highActivity: {
        data: {
          result: highActivity.isHigh,
          ...(daily !== undefined && { dailyRequests: daily }),
        },
      },
    }),
  }
}

function toCountsV4({ fiveMinutes, hour, day }: VelocityCounts): CountsV4 {
  return {
    '5_minutes': fiveMinutes,
    '1_hour': hour,
    ...(day !== undefined && { '24_hours': day }),
  }
}

function toCountsV3(counts: VelocityCounts | undefined): CountsV3 {
  if (!counts) return {}
  const { fiveMinutes, hour, day } = counts
  return { intervals: { '5m': fiveMinutes, '1h': hour, ...(day !== undefined && { '24h': day }) } }
}
