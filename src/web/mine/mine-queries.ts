import { queryOptions } from '@tanstack/react-query'
import type { MyFile, MyYear } from '../../api/contract/calendar.ts'
import type { PasskeysView } from '../../api/contract/passkey.ts'
import { ask } from '../api-client/ask.ts'

/** What a year asks of me. */
export const myYearQuery = (year: number) =>
  queryOptions({
    queryKey: ['mine', year],
    queryFn: ({ signal }) => ask<MyYear>(`/mine?year=${year}`, { signal }),
  })

/** Everything that is held about me. */
export const myFileQuery = (year: number) =>
  queryOptions({
    queryKey: ['mine', 'file', year],
    queryFn: ({ signal }) => ask<MyFile>(`/mine/file?year=${year}`, { signal }),
  })

/** My passkeys, and whether one can be made at this address. */
export const passkeysQuery = queryOptions({
  queryKey: ['mine', 'passkeys'],
  queryFn: ({ signal }) => ask<PasskeysView>('/mine/passkeys', { signal }),
})
