/** `/dashboard`: figures for people, on a page that loads nothing and runs no script. */
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import type { Context, Hono } from 'hono';
import type { Env } from '../env';
import { admitted } from '../guard';
import { keyPresented, type ServerKey } from '../keys/key';
import type { Serving } from '../serving';
import { routeStatistics } from './statistics';
import { figuresPage, signInPage, spans, type KeyShown } from './dashboardHtml';
import { cookieOf, cookieSeconds, keyOfCookie } from './session';
import { style } from './style';

const mostRoutes = 20_000;
const dayMs = 86_400_000;
const cookie = 'der_dashboard';

const policy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Adds its paths, which ask for a key themselves: a browser sends none in a header. */
export function addDashboard(app: Hono<Env>, serving: Serving): void {
  const { door } = serving.options;
  app.use(
    '/dashboard',
    bodyLimit({ maxSize: 4096, onError: (c) => c.html(signInPage('This is no key.'), 413) }),
  );
  app.use('/dashboard/*', async (c, next) => {
    await next();
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-store');
  });
  app.get('/dashboard/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/dashboard', async (c) => {
    const { keys } = door;
    if (!keys) {
      // Without keys, neither another page nor another name of this machine may look.
      admitted(c.req.raw.headers, door);
      return c.html(await shownTo(c, serving, undefined));
    }
    const key = keyOfCookie(getCookie(c, cookie) ?? '', keys.current, Date.now());
    return key?.dashboard ? c.html(await shownTo(c, serving, key)) : c.html(signInPage());
  });
  app.post('/dashboard', async (c) => {
    // What is no form holds no key.
    const { key: secret } = await c.req.parseBody().catch(() => ({ key: undefined }));
    const key =
      typeof secret === 'string' ? keyPresented(door.keys?.current ?? [], secret.trim()) : undefined;
    if (!key) return c.html(signInPage('This key is unknown or revoked.'), 401);
    if (!key.dashboard) return c.html(signInPage('This key may not see figures.'), 403);
    const secure = c.req.header('x-forwarded-proto') === 'https';
    const options = { httpOnly: true, sameSite: 'Strict', path: '/dashboard', secure } as const;
    setCookie(c, cookie, cookieOf(key, Date.now()), { ...options, maxAge: cookieSeconds });
    return c.redirect('/dashboard', 303);
  });
  app.post('/dashboard/leave', (c) => {
    setCookie(c, cookie, '', { httpOnly: true, sameSite: 'Strict', path: '/dashboard', maxAge: 0 });
    return c.redirect('/dashboard', 303);
  });
}

async function shownTo(c: Context, { options }: Serving, key: ServerKey | undefined) {
  const { store, door } = options;
  const asked = Number(c.req.query('days') ?? 30);
  const days = spans.find((span) => span === asked) ?? 30;
  const now = new Date();
  const [routes, spent] = await Promise.all([
    store.traces.facts(new Date(now.getTime() - days * dayMs), mostRoutes),
    store.ledger.spent(now),
  ]);
  const figures = routeStatistics(routes);
  return figuresPage({
    figures,
    days,
    isCut: routes.length === mostRoutes,
    store: store.name,
    problem: store.problem,
    keys: keysShown(figures.askers, spent, door.keys?.current ?? []),
    mayLeave: key !== undefined,
  });
}

function keysShown(
  askers: ReadonlyMap<string, number>,
  spent: Awaited<ReturnType<Serving['options']['store']['ledger']['spent']>>,
  keys: readonly ServerKey[],
): KeyShown[] {
  const sums = new Map(spent.map((one) => [one.who, one]));
  const budgets = new Map(keys.filter(({ revokedAt }) => !revokedAt).map((key) => [key.name, key]));
  return [...new Set([...sums.keys(), ...askers.keys()])]
    .map((name) => ({
      name,
      questions: askers.get(name) ?? 0,
      today: sums.get(name)?.day ?? 0,
      month: sums.get(name)?.month ?? 0,
      perDay: budgets.get(name)?.usdPerDay,
      perMonth: budgets.get(name)?.usdPerMonth,
    }))
    .sort((a, b) => b.month - a.month || b.questions - a.questions);
}
