import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'session',
  permission: null,
  routes: [
    { path: '/sign-in', component: () => import('./SignInView.vue'), meta: { title: 'session.title', open: true } },
  ],
  messages,
} satisfies ConsoleModule;
