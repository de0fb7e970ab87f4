/** One pattern from alternatives written over several lines; breaks and indents are not part. */
export function pattern(source: string, flags = ''): RegExp {
  return new RegExp(source.replace(/\n\s*/g, ''), flags)
}
