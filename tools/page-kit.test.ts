import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '../src/web')
const files = readdirSync(web, { encoding: 'utf8', recursive: true })
  .filter((path) => path.endsWith('.tsx'))
  .sort()

/** Files of the page that hold a text, as paths below `src/web`. */
function holding(text: string): readonly string[] {
  return files.filter((path) => readFileSync(join(web, path), 'utf8').includes(text))
}

test('a table is drawn by the one component; grids and the text of a report are not tables', () => {
  const others = [
    'calendar/month-grid.tsx',
    'components/cell-grid.tsx',
    'components/table.tsx',
    'report/report-sheet.tsx',
    'year/year-grid.tsx',
  ]
  expect(holding('<table')).toEqual(others)
})

test('a password is typed into the one field; the others are no password of a person', () => {
  const secrets = ['components/password-field.tsx', 'settings/my-reminder-section.tsx']
  expect(holding('type="password"')).toEqual(secrets)
})

test('who opens a dialog or a menu draws none: no element of the platform, no keys of its own', () => {
  expect(holding('<dialog')).toEqual([])
  expect(holding('role="listbox"')).toEqual([])
  expect(holding('role="menu"')).toEqual([])
  expect(holding('aria-activedescendant')).toEqual([])
})
