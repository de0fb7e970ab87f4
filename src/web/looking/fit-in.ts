interface Size {
  readonly width: number
  readonly height: number
}

/** The largest size of the same shape within limits; pictures are never made larger. */
export function fitIn(whole: Size, limits: Size, { mayGrow = false } = {}) {
  const fit = Math.min(limits.width / whole.width, limits.height / whole.height)
  const scale = mayGrow ? fit : Math.min(1, fit)
  return { scale, width: whole.width * scale, height: whole.height * scale }
}

/** A white sheet: what is see-through in a paper is read on white. */
export function freshCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, width)
  canvas.height = Math.max(1, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return { canvas, context }
}
