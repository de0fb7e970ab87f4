// Only words that old versions of Node understand: this file must be able to say that it is old.
const wanted = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `台账需要 Node.js ${wanted.join('.')} 或更高版本，当前为 ${process.version}。` +
      `请从 https://nodejs.org 安装新版本后重试。\n` +
      `Taizhang needs Node.js ${wanted.join('.')} or later; this is ${process.version}. ` +
      `Install a newer one from https://nodejs.org and try again.\n`,
  )
  process.exit(1)
}
