const name = 'taizhang.recent'
const remembered = 9

/** The registers somebody recorded in last on this device, newest first. */
export function recentRegisters(): readonly string[] {
  return (localStorage.getItem(name) ?? '').split(',').filter((id) => id !== '')
}

/** Puts a register in front. */
export function rememberRegister(id: string): void {
  const rest = recentRegisters().filter((one) => one !== id)
  localStorage.setItem(name, [id, ...rest].slice(0, remembered).join(','))
}
