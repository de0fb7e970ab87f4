import type { KeyboardEvent } from 'react'

/** The grid is one stop of the tab key: the cell that was focused last, else the first in sight. */
export function stopInGrid(table: HTMLTableElement | null): void {
  const isSeen = (one: HTMLElement) => one.offsetParent !== null
  const cells = Array.from(table?.querySelectorAll<HTMLElement>('td button') ?? [])
  const stops = cells.filter((one) => one.tabIndex === 0)
  if (stops.some(isSeen)) return
  for (const one of stops) one.setAttribute('tabindex', '-1')
  cells.find(isSeen)?.setAttribute('tabindex', '0')
}

/** Makes the focused cell the one that the tab key comes back to. */
export function stopAt(table: HTMLTableElement | null, cell: EventTarget): void {
  if (!table || !(cell instanceof HTMLElement) || !cell.closest('td')) return
  for (const one of table.querySelectorAll('td button[tabindex="0"]')) {
    one.setAttribute('tabindex', '-1')
  }
  cell.setAttribute('tabindex', '0')
}

/**
 * Arrow keys between cells: left and right along the row, up and down to the nearest month; Home
 * and End to the ends of the row.
 */
export function moveInGrid(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const here = document.activeElement
  if (!table || !(here instanceof HTMLElement) || !here.closest('td')) return
  const rows = Array.from(table.querySelectorAll('tr')).filter(
    (row) => row.offsetParent !== null && row.querySelector('td button'),
  )
  const row = rows.findIndex((one) => one.contains(here))
  const inRow = buttonsIn(rows[row])
  const at = inRow.findIndex((one) => one === here)
  const target = () => {
    switch (event.key) {
      case 'ArrowLeft':
        return inRow[at - 1]
      case 'ArrowRight':
        return inRow[at + 1]
      case 'ArrowUp':
        return nearest(rows[row - 1], here)
      case 'ArrowDown':
        return nearest(rows[row + 1], here)
      case 'Home':
        return inRow[0]
      case 'End':
        return inRow.at(-1)
      default:
        return undefined
    }
  }
  const next = target()
  if (!next) return
  event.preventDefault()
  next.focus()
}

function buttonsIn(row: HTMLTableRowElement | undefined): readonly HTMLButtonElement[] {
  return Array.from(row?.querySelectorAll<HTMLButtonElement>('td button') ?? [])
}

function nearest(row: HTMLTableRowElement | undefined, here: HTMLElement) {
  const left = here.getBoundingClientRect().left
  const buttons = buttonsIn(row)
  const covering = buttons.filter((one) => one.getBoundingClientRect().left <= left + 2)
  return covering.at(-1) ?? buttons[0]
}
