import type { Hono } from 'hono'
import { readFeed } from '../app/plan/calendar-feed.ts'
import { networkAddress } from './network-address.ts'
import type { Service } from './service.ts'

/** What the server may be asked for under the secret: letters of base64url, 43 for 256 bits. */
const feedPath = '/calendar/:file{[A-Za-z0-9_-]{1,100}\\.ics}'

/**
 * The calendar of whoever holds the address. No session is looked at: a calendar programme has
 * none, and the address alone must open no more than it says.
 */
export function serveCalendar(app: Hono, service: Service): void {
  app.get(feedPath, async (context) => {
    await service.ports.feeds.admit(networkAddress(service.serverAddress, context))
    const secret = context.req.param('file').slice(0, -'.ics'.length)
    const text = await readFeed(service.ports, secret)
    return new Response(text, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="taizhang.ics"',
        'cache-control': 'no-store',
      },
    })
  })
}
