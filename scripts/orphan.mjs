// Loaded into a program that `follow` starts: when the follower is killed and can no longer hand
// signals on, the program ends in the same orderly way instead of running on unseen.
const parent = process.ppid

const watching = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watching)
  process.kill(process.pid, 'SIGTERM')
}, 500)
watching.unref()
