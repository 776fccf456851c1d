import { Phone } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'leads',
  permission: 'leads',
  routes: [{ path: '/leads', component: () => import('./LeadsView.vue'), meta: { title: 'leads.title' } }],
  menu: { order: 10, path: '/leads', icon: Phone, key: 'l' },
  messages,
} satisfies ConsoleModule;
