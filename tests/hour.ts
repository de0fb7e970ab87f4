import './shift-clock.mjs'

// Programs that a test starts live at the same hour; PostgreSQL keeps the real one.
if (process.env['TAIZHANG_CLOCK_SHIFT']) {
  const shift = `--import=${new URL('shift-clock.mjs', import.meta.url).href}`
  const given = process.env['NODE_OPTIONS'] ?? ''
  if (!given.includes(shift)) process.env['NODE_OPTIONS'] = `${given} ${shift}`.trim()
}
