import type { ClientRequest, OutgoingHttpHeaders } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'

/** The one address that a host was judged by, and certificates that are trusted beside all. */
export interface VettedTarget {
  readonly address: string
  readonly family: 4 | 6
  readonly ca: string | null
}

/** Begins a POST to that address and no other, on a connection of its own. */
export function beginPost(
  url: URL,
  { address, family, ca }: VettedTarget,
  headers: OutgoingHttpHeaders,
): ClientRequest {
  const options = {
    method: 'POST',
    host: address,
    family,
    path: `${url.pathname}${url.search}`,
    agent: false,
    port: url.port === '' ? undefined : url.port,
    headers: { host: url.host, 'user-agent': 'taizhang', ...headers },
  } as const
  if (url.protocol === 'http:') return requestHttp(options)
  return requestHttps({
    ...options,
    ...(isIP(url.hostname.replace(/^\[|\]$/g, '')) ? {} : { servername: url.hostname }),
    minVersion: 'TLSv1.2',
    ...(ca === null ? {} : { ca }),
  })
}
