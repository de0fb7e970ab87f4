import { queryOptions } from '@tanstack/react-query'
import type { BoardView, DrawView, ReturnsView } from '../../api/contract/problem.ts'
import { ask } from '../api-client/ask.ts'

/** The board of a register for a year; asked again whenever a record was written. */
export const boardQuery = (register: string, year: number) =>
  queryOptions({
    queryKey: ['records', register, 'board', year],
    queryFn: ({ signal }) =>
      ask<BoardView>(`/registers/${register}/board?year=${year}`, { signal }),
  })

export const returnsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'returns'],
    queryFn: ({ signal }) => ask<ReturnsView>(`/records/${id}/returns`, { signal }),
  })

export const drawQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'draw'],
    queryFn: ({ signal }) => ask<DrawView>(`/records/${id}/draw`, { signal }),
  })
