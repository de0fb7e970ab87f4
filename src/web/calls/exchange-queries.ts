import { queryOptions } from '@tanstack/react-query'
import type { ExchangedView, ImportedView, PartnerView } from '../../api/contract/bundle.ts'
import { ask } from '../api-client/ask.ts'

/** The logs of other servers that the unit exchanges with. */
export const partnersQuery = queryOptions({
  queryKey: ['calls', 'partners'],
  queryFn: ({ signal }) => ask<readonly PartnerView[]>('/exchange', { signal }),
})

/** Brings in a bundle that somebody carried here. */
export function importBundle(file: Blob): Promise<ImportedView> {
  return ask('/bundles', { method: 'POST', file })
}

/** Has the server exchange at once; what came of it. */
export function exchangeNow(): Promise<ExchangedView> {
  return ask('/exchange-now', { method: 'POST' })
}
