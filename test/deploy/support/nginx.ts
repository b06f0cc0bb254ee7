import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DEPLOY } from './release'

const MISSING =
  'These tests need nginx with its brotli module: apt-get install nginx libnginx-mod-http-brotli-static, or NGINX=/path/to/nginx.'

export type NginxOptions = Readonly<{
  /** A folder of its own, for all that nginx writes. */
  folder: string
  /** Where `release.mjs` has published. */
  released: string
  /** `127.0.0.1:8080`: where the API is. */
  api: string
  /** Origins that may frame the page. */
  framedBy?: string
  /** More that is to be other than it stands there: what stands there, and what is to. */
  settings?: Readonly<Record<string, string>>
}>

export type Nginx = Awaited<ReturnType<typeof startNginx>>

/**
 * Starts Debian's nginx with the configuration of `deploy/nginx` as it is, but for the settings: both sites, without and with TLS.
 * Throws with a sentence that says what to install where there is none.
 */
export async function startNginx({ folder, released, api, framedBy, settings = {} }: NginxOptions) {
  const executable = findNginx()
  const [plain = 0, tls = 0, redirect = 0] = await freePorts(3)
  for (const name of ['temp', 'log', 'sites-enabled', 'tls'])
    mkdirSync(path.join(folder, name), { recursive: true })
  const log = (name: string) => path.join(folder, 'log', name)
  const edits: Record<string, string> = {
    'server 127.0.0.1:8080 max_fails': `server ${api} max_fails`,
    '/srv/jh-im/': `${released}/`,
    '/var/log/nginx/': `${path.join(folder, 'log')}/`,
    ...(framedBy && { [`default "'self'";`]: `default "${framedBy}";` }),
    'listen 80;': `listen 127.0.0.1:${plain};`,
    'listen [::]:80;': '',
    'listen 443 ssl http2;': `listen 127.0.0.1:${tls} ssl http2;`,
    'listen [::]:443 ssl http2;': '',
    '/etc/letsencrypt/live/im.example.com/': `${path.join(folder, 'tls')}/`,
    '# include snippets/jh-im/upload.conf;': 'include snippets/jh-im/upload.conf;',
    ...settings,
  }
  const used = new Set<string>()
  const edited = (text: string) =>
    Object.entries(edits).reduce((so, [from, to]) => {
      if (so.includes(from)) used.add(from)
      return so.replaceAll(from, to)
    }, text)

  cpSync(path.join(DEPLOY, 'nginx'), folder, { recursive: true })
  const change = (name: string, to = name, more = (text: string) => text) =>
    writeFileSync(path.join(folder, to), edited(more(readFileSync(path.join(folder, name), 'utf8'))))
  for (const name of ['conf.d', 'snippets/jh-im'])
    for (const file of readdirSync(path.join(folder, name))) change(path.join(name, file))
  change('sites-available/jh-im', 'sites-enabled/jh-im')
  change('sites-available/jh-im-tls', 'sites-enabled/jh-im-tls', (text) =>
    // its second server, which leads people to the first
    text.replaceAll('listen 80;', `listen 127.0.0.1:${redirect};`),
  )
  for (const from of Object.keys(edits)) if (!used.has(from)) throw new Error(`No setting says ${from}`)
  certify(path.join(folder, 'tls'))
  // Debian names its modules from where nginx stands
  symlinkSync('/usr/lib/nginx/modules', path.join(folder, 'modules'))
  const config = path.join(folder, 'nginx.conf')
  writeFileSync(config, mainConfig(folder))

  let child: ChildProcess | null = null
  let said = ''
  const args = ['-p', folder, '-c', config, '-e', log('start.log')]

  async function start() {
    const own = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    child = own
    own.stderr.on('data', (some: Buffer) => (said += some.toString()))
    process.once('exit', () => own.kill())
    while (!(await answers(`http://127.0.0.1:${plain}/favicon.svg`))) {
      if (own.exitCode !== null) throw new Error(`nginx does not start: ${said}${MISSING}`)
      await delay(20)
    }
  }

  async function stop(signal: 'SIGTERM' | 'SIGQUIT' = 'SIGTERM') {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  await start()
  return {
    origin: `http://127.0.0.1:${plain}`,
    tls: `https://127.0.0.1:${tls}`,
    /** What leads to TLS. */
    redirecting: `http://127.0.0.1:${redirect}`,
    /** What it said when it started. */
    said: () => said,
    version: () => /nginx\/([\d.]+)/.exec(spawnSync(executable, ['-v']).stderr.toString())?.[1] ?? '',
    pid: () => child?.pid ?? 0,
    accessLog: () => readFileSync(log('jh-im.access.log'), 'utf8'),
    errorLog: () => readFileSync(log('jh-im.error.log'), 'utf8'),
    /** Ends it at once, its connections too, as a machine that was switched off. */
    stop,
    /** On the same ports as before. */
    start,
    close: () => stop().then(() => rmSync(folder, { recursive: true, force: true })),
  }
}

/** Debian's own, but for where it writes and the user that it runs as. */
const mainConfig = (folder: string) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/log/error.log;
include /etc/nginx/modules-enabled/*brotli*.conf;
events { worker_connections 1024; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log ${folder}/log/access.log;
  gzip on;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temp/${name};`)
    .join('\n  ')}
  include conf.d/*.conf;
  include sites-enabled/*;
}
`

function findNginx(): string {
  const own = process.env['NGINX']
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin']
  const all = own ? [own] : folders.map((folder) => path.join(folder, 'nginx'))
  const found = all.find(existsSync)
  if (!found || !existsSync('/etc/nginx/mime.types')) throw new Error(MISSING)
  return found
}

/** A certificate of nobody, for an hour. */
function certify(folder: string) {
  const [key, certificate] = ['privkey.pem', 'fullchain.pem'].map((name) => path.join(folder, name))
  if (!key || !certificate) return
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
}

/** Ports that nobody listens on just now: nginx can be told of none that it is to choose. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )
