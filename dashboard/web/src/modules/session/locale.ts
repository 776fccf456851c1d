import { bothLanguages } from '@/locale/messages';

export default bothLanguages(
  {
    title: '登录',
    hello: '登录夜班台',
    username: '用户名',
    password: '密码',
    show: '显示密码',
    hide: '隐藏密码',
    submit: '登录',
    wrong: '用户名或密码不对。首次启动时，admin 的密码打印在服务器日志里；也可以用环境变量 NIGHTDESK_ADMIN_PASSWORD 指定。',
    need: '请填写用户名和密码。',
    caps: '大写锁定已打开',
    first: '第一次使用？用户名是 admin，密码见服务器启动日志。',
  },
  {
    title: 'Sign in',
    hello: 'Sign in to Nightdesk',
    username: 'User name',
    password: 'Password',
    show: 'Show password',
    hide: 'Hide password',
    submit: 'Sign in',
    wrong: 'Wrong user name or password. At the first start the password of admin is printed in the server’s log; the environment variable NIGHTDESK_ADMIN_PASSWORD sets it.',
    need: 'Enter user name and password.',
    caps: 'Caps Lock is on',
    first: 'First time here? The user is admin; the password stands in the server’s start-up log.',
  },
);
