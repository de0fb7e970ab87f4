import { lazy } from 'react'

/**
 * A line to type in with the matches below it. Fetched with the first form that has one; until then
 * the form itself waits, so that its first focus finds the line.
 */
export const Combo = lazy(async () => ({ default: (await import('./combo-box.tsx')).ComboBox }))
