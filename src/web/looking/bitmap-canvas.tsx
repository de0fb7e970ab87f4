import { useEffect, useRef } from 'react'

/** Draws a bitmap; `density` of its pixels make one of the page. */
export function BitmapCanvas(props: {
  readonly bitmap: ImageBitmap
  readonly density: number
  /** Absent: it only adorns. */
  readonly label?: string
}) {
  const { bitmap, density, label } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  return (
    <canvas
      ref={canvas}
      key={`${bitmap.width} ${bitmap.height}`}
      width={bitmap.width}
      height={bitmap.height}
      style={{ width: bitmap.width / density }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}
