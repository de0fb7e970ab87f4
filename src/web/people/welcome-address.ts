/** The address to hand over: the secret of a one-time link behind `#`, which no server log sees. */
export function welcomeAddress(secret: string): string {
  return `${location.origin}/welcome#${secret}`
}
