import { createContext, useContext } from 'react'
import { useSay } from '../say.tsx'

const words = { row: { zh: '第 {row} 行', en: 'Row {row}' } }

/** How people find a cell and a row that an answer about a sheet names. */
export interface CellNames {
  /** Of a cell by its address in the sheet that was sent. */
  readonly cell: (at: string) => string
  /** The same, where nothing beside it says the column. */
  readonly place: (at: string) => string
  /** Of a row by its number there. */
  readonly row: (row: number) => number
}

/** A file is open beside the page: its own addresses say it best. */
export const CellNamesContext = createContext<CellNames>({
  cell: (at) => at,
  place: (at) => at,
  row: (row) => row,
})

/** The names of cells and rows in the words of the page. */
export function useCellNames(): {
  readonly cell: (at: string) => string
  readonly place: (at: string) => string
  readonly row: (row: number) => string
} {
  const { say } = useSay()
  const names = useContext(CellNamesContext)
  return { ...names, row: (row) => say(words.row, { row: names.row(row) }) }
}
