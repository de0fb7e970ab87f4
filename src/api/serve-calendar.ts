import { readFeed } from '../app/plan/calendar-feed.ts'
import type { HttpAnswer, HttpRequest } from './http.ts'
import { networkAddress } from './network-address.ts'
import type { Service } from './service.ts'

/** What the server may be asked for under the secret: letters of base64url, 43 for 256 bits. */
const feedPath = /^\/calendar\/([A-Za-z0-9_-]{1,100})\.ics$/

/**
 * The calendar of whoever holds the address; null for any other. No session is looked at: a
 * calendar programme has none, and the address alone must open no more than it says.
 */
export async function serveCalendar(
  service: Service,
  request: HttpRequest,
): Promise<HttpAnswer | null> {
  const secret = feedPath.exec(request.path)?.[1]
  if (secret === undefined) return null
  await service.ports.feeds.admit(networkAddress(service.serverAddress, request))
  return {
    status: 200,
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="taizhang.ics"',
      'cache-control': 'no-store',
    },
    body: await readFeed(service.ports, secret),
  }
}
