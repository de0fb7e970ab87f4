// Controls but tab and line end, and what turns the direction of the text after it.
const steering = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu

/**
 * A text that steers no terminal, whoever wrote what stands in it: a file that is verified, a row
 * that is checked, what somebody sent. Else it could wipe out a finding and say that all holds.
 * What would steer stands there as JSON writes it, so that it is seen, and what is printed as JSON
 * says the same.
 */
export function steersNothing(text: string): string {
  return text.replaceAll(
    steering,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
