"""Words about people: frequent given names, groups, placeholders, and words that look like names but are none."""

GIVEN_NAMES = frozenset(
    """
    aaron abby abigail ada adam adele adrian ahmed aidan aisha akira alan albert alejandro alex alexa alexander
    alexandra alexis alfred ali alice alicia alison allen alma alvin amanda amber amelia amir amit amy ana
    anders andre andrea andreas andrew andy angela angelo anika anita anjali ann anna anne annie anthony anton
    antonio anya april archie ariel arjun arnold arthur arun asha ashley astrid audrey austin ava barbara barry
    beatrice bella ben benjamin bernard beth betty bianca bill billy blake bob bobby brad brandon brenda brett
    brian bridget brooke bruce bruno bryan caleb cameron camila carl carla carlos carmen carol caroline carrie
    cassie catherine cecilia charles charlie charlotte chen chloe chris christian christina christine
    christopher claire clara claudia colin connor conor cora craig cristina crystal curtis cynthia daisy dale
    dan dana daniel daniela danny daria dario dave david dawn dean deborah dee deepak denise dennis derek
    derrick devon diana diane diego dina dirk dmitri dmitry dominic don donald donna dora doris dorothy doug
    douglas drew dylan ed eddie edgar edith eduardo edward edwin eileen elaine elena eli elias elif elijah elisa
    elise eliza elizabeth ella ellen ellie elliot elsa emil emilia emilio emily emma emmanuel enrique eric erica
    erik erika erin ernest esther ethan eugene eva evan eve evelyn fatima felipe felix fernando filip finn fiona
    frances francesca francis francisco frank fred freddie frida gabriel gabriela gary gavin gemma gene george
    georgia gerald gerard gianna gina giulia glen gloria gordon grace graham grant greg gregory greta guido gus
    hal hana hank hannah hans harold harriet harry harvey hassan hazel heather hector heidi helen helena henrik
    henry holly hugh hugo ian ibrahim ida igor ines ingrid irene iris irina isaac isabel isabella isaiah ivan
    ivy jack jackie jacob jade jake james jamie jan jane janet janice jason jasmine javier jay jean jeff jeffrey
    jen jenna jennifer jenny jeremy jerry jess jesse jessica jill jim jimmy jin jo joan joana joanna joe joel
    joey johan johanna john johnny jon jonas jonathan jordan jorge jose joseph josh joshua joy joyce juan
    juanita judith judy julia julian julie julien julio june justin kai kaito karen karim karin karl kate
    katherine kathleen kathy katie katya kay keith kelly ken kenji kenneth kenny kevin khalid kiara kim kimberly
    kiran kirk kofi kristen kristin kumar kurt kyle lara larry lars laura lauren lea leah lee leila lena leo
    leon leonard leslie levi lewis li liam lily lin linda lisa liu liz lloyd logan lola lorenzo louis louise
    luca lucas lucia lucy luis luka luke lydia lynn mabel mads mae maggie magnus mai malik mandy manuel mara
    marc marcel marcia marco marcus margaret maria mariam marian marie marina mario marion marisa mark marta
    martha martin martina marvin mary mason mateo matilda matt matteo matthew maureen maurice max maya megan
    mehmet mei melanie melissa mia michael michelle miguel mika mike mikhail mila milan miles milo mina ming
    mira miranda miriam mohamed mohammed moira molly mona monica morgan moses muhammad musa nadia nancy naomi
    natalia natalie natasha nathan neha neil nell nelson nia nicholas nick nicolas nicole nigel nikita nikolai
    nils nina noah noel noor nora norman olaf oleg olga oliver olivia omar oscar otto owen pablo pam pamela
    paola pat patricia patrick paul paula pauline pavel pedro peggy penny pete peter petra phil philip philippa
    phoebe pierre piotr polly priya quentin quinn rachel rafael rahul raj rajesh ralph ramon randy raquel rashid
    ravi ray raymond rebecca reggie renata rene rhys ricardo richard rick rita rob robbie robert roberta roberto
    robin rodrigo roger rohan roland roman ron ronald rory rosa rosalie rose rosie ross roy ruby rui rupert
    russell ruth ryan sabrina sadie sally salma sam samantha samir samuel sandra sanjay santiago sara sarah
    sasha saul scott sean sebastian selina serena sergei sergio seth shane shannon sharon shaun sheila shirley
    sid sidney silvia simon simone sofia sonia sophia sophie stacy stan stefan stefano stella stephanie stephen
    steve steven stuart sue sunil susan susanna suzanne sven sylvia tamara tanya tara ted teresa terry tess thea
    theo theodore theresa thomas tiffany tim timothy tina tobias toby todd tom tomas tommy tomoko tomos tony
    tracy travis trevor tristan troy tyler uma ursula valentina valeria valerie vanessa vera vernon veronica
    vicky victor victoria vijay vikram vince vincent viola violet virginia vivian vladimir wade wallace walter
    wanda wang warren wayne wei wendy wes wesley will william willow wolfgang xavier xi xia xiao yan yang yara
    yasmin yuki yuna yuri yusuf yvonne zach zachary zack zane zara zhang zhao zoe zuri
    """.split()
)

GROUPS = frozenset(
    """
    all everyone everybody team here channel devs engineering design qa ops marketing sales finance legal hr
    support product backend frontend infra security
    """.split()
)

# What an empty owner field says.
PLACEHOLDERS = frozenset(
    """
    unassigned nobody none n/a na tbd tba - -- — – / ? ?? assign noone empty open add select anyone someone 待定
    待分配 未分配 未指派 未指定 暂无 无 空 待认领 未认领 添加 请选择 选择成员
    """.split()
)
PLACEHOLDER_PHRASES = r"(nobody|no one|not|un)[ -]?assign\w*|no (assignee|owner)s?\b.*|assign (yourself|to me)|add assignees?|to be (assigned|decided|confirmed)|[<\[【（(]\s*(name|owner|assignee|姓名|负责人|名字)[^>\]】）)]*[>\]】）)]|添加(负责人|成员)|选择(负责人|成员)|暂?未(分配|指派|指定)|待(定|分配|认领|指派)"

# Left of a colon, or at the head of a line, these are labels, not people.
NOT_NAMES = frozenset(
    """
    note notes tip tips warning caution important info example examples goal goals agenda date time place
    location venue topic topics subject summary decision decisions risk risks issue issues question questions
    answer answers update updates status todo to-do todos done doing blocked next steps step action actions item
    items owner owners assignee assignees reporter reviewer reviewers priority due deadline project sprint epic
    story task tasks bug feature label labels milestone version release link links url email phone tel fax
    address price total subtotal budget cost costs result results reason reasons background context scope plan
    plans idea ideas open closed new old attendees present absent apologies participants from to cc bcc sent re
    fw fwd attachment attachments figure table chapter section page part day week month year today yesterday
    tomorrow monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january
    february march april may june july august september october november december q1 q2 q3 q4 am pm high medium
    low urgent critical normal morning afternoon evening pros cons problem problems solution solutions input
    output default required optional name title description details detail type category comment comments reply
    author created updated modified by severity environment config file files path code error errors debug fix
    fixed test tests yes no ok thanks hello hi dear regards best sincerely ps p.s faq q a ingredients directions
    method size colour color weight width height model brand host port user username password server client
    backend frontend api key value id what why how when where who which meeting minutes call review standup
    retro demo launch design engineering marketing sales finance support legal product ops team home settings
    help about search menu edit view save cancel close share delete back more message messages chat chats
    calendar inbox drafts trash archive will must can should could would please pls need needs let also and or
    but then if jan feb mar apr jun jul aug sep sept oct nov dec assigned assign spike chore the this that these
    those it we you they i public private votes vote views likes members member guest draft published planned
    considering progress complete roadmap feedback features request requests shipped live beta alpha later now
    soon filters
    """.split()
)

LABELS_ZH = (
    "时间|日期|地点|主题|议题|议程|会议|参会|出席|缺席|主持|记录|备注|说明|注意|提示|警告|背景|目标|结论|决议|决定|风险|问题|原因|方案|进展|状态|"
    "优先级|截止|类型|版本|链接|邮箱|电话|手机|地址|价格|金额|预算|总计|合计|标题|描述|详情|内容|附件|来源|编号|名称|标签|项目|任务|事项|待办|行动|"
    "下一步|负责人|责任人|处理人|提交|分支|环境|步骤|示例|例如|其他|其它|重点|要点|总结|摘要|回复|通知|公告|答|问|注|想法|建议|反馈|需求|计划|本周|"
    "下周|今日|明日|昨日|上午|下午|数量|单位|规格|品牌|作者|编辑|审核|联系|客服|热线|官网|网址|账号|密码|用户|姓名|性别|年龄|职位|公司|发件人|收件人|"
    "抄送|主送|结果|输入|输出|默认|配置|文件|路径|错误|信息|简介|亮点|优点|缺点|成本|周期|范围|里程碑|依赖|阻塞|延期|已完成|进行中|未开始|完成|新增|"
    "修复|优化|更新|发布|上线|测试|开发|设计|产品|运营|市场|销售|财务|前端|后端"
)
